package io.millrace.ingest.site;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.ingest.generate.SeededRandom;
import io.millrace.ingest.generate.WeightedChoice;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Real cities, drawn by their population. The bundled ones are an extract of GeoNames (CC BY 4.0);
 * the licence and what was changed stand beside the data file. Immutable.
 */
public final class Places {
  private static final String FILE = "places.tsv";
  private static final int COLUMNS = 6;

  private final List<Place> all;
  private final WeightedChoice table;

  private Places(List<Place> all, double[] weights) {
    this.all = List.copyOf(all);
    this.table = new WeightedChoice(weights);
  }

  /** The bundled cities, drawn by population. */
  public static Places bundled() {
    List<Place> places = read();
    return new Places(places, places.stream().mapToDouble(Place::population).toArray());
  }

  /**
   * Those of the given countries. A country is drawn by its weight, a city within it by population.
   *
   * @param weights ISO 3166-1 alpha-2 code to a positive weight
   * @throws IllegalArgumentException when a country has no place here, or there is no country
   */
  public Places ofCountries(Map<String, Double> weights) {
    if (!countries().containsAll(weights.keySet())) {
      throw new IllegalArgumentException(
          "There are places only in " + countries() + ", not in all of " + weights.keySet());
    }
    List<Place> chosen = all.stream().filter(p -> weights.containsKey(p.country())).toList();
    Map<String, Long> inhabitants =
        chosen.stream()
            .collect(
                Collectors.groupingBy(
                    Place::country, TreeMap::new, Collectors.summingLong(Place::population)));
    return new Places(
        chosen,
        chosen.stream()
            .mapToDouble(
                p ->
                    weights.get(p.country())
                        * p.population()
                        / inhabitants.get(p.country()).doubleValue())
            .toArray());
  }

  /** Every place, in the order of the file: by country, the most populous first. */
  public List<Place> all() {
    return all;
  }

  /** The codes of the countries that have places here. */
  public Set<String> countries() {
    return all.stream().map(Place::country).collect(Collectors.toCollection(TreeSet::new));
  }

  /** One of {@link #all}. */
  public Place pick(SeededRandom random) {
    return all.get(table.draw(random));
  }

  private static List<Place> read() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(Places.class.getResourceAsStream(FILE), UTF_8))) {
      return lines.lines().skip(1).map(Places::place).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the bundled " + FILE, e);
    }
  }

  private static Place place(String line) {
    String[] column = line.split("\t", COLUMNS);
    return new Place(
        column[0],
        column[1],
        column[2],
        Double.parseDouble(column[3]),
        Double.parseDouble(column[4]),
        Long.parseLong(column[5]));
  }
}
