package io.millrace.model.fraud;

import java.util.ArrayList;
import java.util.List;

/**
 * A tree of a model. As text its nodes stand in the order of a walk from the root that goes left
 * first, separated by blanks: {@code amount_log<=5.25:0.01} goes left up to that number, else
 * right, and says 0.01 of all payments that come so far; a number alone is a leaf.
 */
public final class ModelTree {
  private static final int DEEPEST = 16;
  private static final int LEAF = -1;

  private final String text;
  private final int[] features;
  private final double[] thresholds;
  private final double[] values;
  private final int[] rights;

  private ModelTree(String text, List<Node> nodes, int[] rights) {
    this.text = text;
    this.features = nodes.stream().mapToInt(Node::feature).toArray();
    this.thresholds = nodes.stream().mapToDouble(Node::threshold).toArray();
    this.values = nodes.stream().mapToDouble(Node::value).toArray();
    this.rights = rights;
  }

  private record Node(int feature, double threshold, double value) {}

  /**
   * Reads its text.
   *
   * @throws IllegalArgumentException when that is no tree, saying why
   */
  public static ModelTree parse(String text) {
    List<Node> nodes = new ArrayList<>();
    for (String token : text.strip().split(" +", -1)) {
      nodes.add(node(token));
    }
    int[] rights = new int[nodes.size()];
    int end = link(nodes, rights, 0, 0);
    if (end != nodes.size()) {
      throw new IllegalArgumentException((nodes.size() - end) + " nodes stand behind its end");
    }
    return new ModelTree(text, nodes, rights);
  }

  private static Node node(String token) {
    int at = token.indexOf("<=");
    if (at < 0) {
      return new Node(LEAF, 0, number(token));
    }
    int colon = token.indexOf(':', at);
    ModelFeature feature = ModelFeature.of(token.substring(0, at));
    if (feature == null || colon < 0) {
      throw new IllegalArgumentException(token + " is no node");
    }
    return new Node(
        feature.place(),
        number(token.substring(at + 2, colon)),
        number(token.substring(colon + 1)));
  }

  private static double number(String text) {
    double number = Double.parseDouble(text);
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      throw new IllegalArgumentException(text + " is no number");
    }
    return number;
  }

  /** Finds where the right side of each node begins; what is behind the node's last. */
  private static int link(List<Node> nodes, int[] rights, int at, int depth) {
    if (at == nodes.size()) {
      throw new IllegalArgumentException("its end is missing");
    }
    if (depth > DEEPEST) {
      throw new IllegalArgumentException("it is deeper than " + DEEPEST);
    }
    if (nodes.get(at).feature() == LEAF) {
      return at + 1;
    }
    rights[at] = link(nodes, rights, at + 1, depth + 1);
    return link(nodes, rights, rights[at], depth + 1);
  }

  /** What it says of a payment with those features. */
  double value(double[] of) {
    int at = 0;
    while (features[at] != LEAF) {
      at = next(at, of);
    }
    return values[at];
  }

  /**
   * Adds to each feature how much the nodes that ask for it move what is said on the way to the
   * leaf, as A. Saabas reckons contributions.
   */
  void contribute(double[] of, double[] contributions) {
    int at = 0;
    while (features[at] != LEAF) {
      int next = next(at, of);
      contributions[features[at]] += values[next] - values[at];
      at = next;
    }
  }

  private int next(int at, double[] of) {
    return of[features[at]] <= thresholds[at] ? at + 1 : rights[at];
  }

  /** Its text, as it was read. */
  @Override
  public String toString() {
    return text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ModelTree tree && tree.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }
}
