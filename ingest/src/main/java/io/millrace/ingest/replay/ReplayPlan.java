package io.millrace.ingest.replay;

import io.millrace.ingest.address.Geography;
import io.millrace.model.feed.Feed;
import io.millrace.model.privacy.Salt;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What is replayed and how. Immutable. */
public final class ReplayPlan {
  private final Feed feed;
  private final Optional<String> source;
  private final Optional<Batches> batches;
  private final double rate;
  private final OptionalLong maxRecords;
  private final Optional<Path> position;
  private final Optional<Salt> salt;
  private final Geography geography;

  private ReplayPlan(Builder builder) {
    this.feed = builder.feed;
    this.source = builder.source;
    this.batches = builder.batches;
    this.rate = builder.rate;
    this.maxRecords = builder.maxRecords;
    this.position = builder.position;
    this.salt = builder.salt;
    this.geography = builder.geography;
  }

  /** Onto that feed; without more, all of each file as fast as it goes. */
  public static Builder onto(Feed feed) {
    return new Builder(feed);
  }

  public Feed feed() {
    return feed;
  }

  /** The mapping's name; empty for the feed's only one. */
  public Optional<String> source() {
    return source;
  }

  /** In batches, or empty. */
  public Optional<Batches> batches() {
    return batches;
  }

  /** Records a second; infinite for as fast as it goes. */
  public double rate() {
    return rate;
  }

  /** After how many records it ends, over all files; empty for all of them. */
  public OptionalLong maxRecords() {
    return maxRecords;
  }

  /** Where the position is kept, or empty. */
  public Optional<Path> position() {
    return position;
  }

  /** What personal data is hashed with. */
  public Optional<Salt> salt() {
    return salt;
  }

  /** What the places of addresses are filled in by. */
  public Geography geography() {
    return geography;
  }

  /** Gathers a plan. */
  public static final class Builder {
    private final Feed feed;
    private Optional<String> source = Optional.empty();
    private Optional<Batches> batches = Optional.empty();
    private double rate = Double.POSITIVE_INFINITY;
    private OptionalLong maxRecords = OptionalLong.empty();
    private Optional<Path> position = Optional.empty();
    private Optional<Salt> salt = Optional.empty();
    private Geography geography = Geography.NONE;

    private Builder(Feed feed) {
      this.feed = feed;
    }

    /** By the mapping of that name. */
    public Builder source(String name) {
      source = Optional.of(name);
      return this;
    }

    /** In batches. */
    public Builder batches(Batches inBatches) {
      batches = Optional.of(inBatches);
      return this;
    }

    /** At that many records a second. */
    public Builder rate(double perSecond) {
      rate = perSecond;
      return this;
    }

    /** No more than that many records. */
    public Builder maxRecords(long most) {
      maxRecords = OptionalLong.of(most);
      return this;
    }

    /** Going on from, and keeping its position in, that file. */
    public Builder position(Path file) {
      position = Optional.of(file);
      return this;
    }

    /** With personal data hashed by that salt. */
    public Builder salt(Salt secret) {
      salt = Optional.of(secret);
      return this;
    }

    /** With the places of addresses filled in by it. */
    public Builder geography(Geography known) {
      geography = known;
      return this;
    }

    /**
     * The plan.
     *
     * @throws IllegalArgumentException naming everything in it that is not legal
     */
    public ReplayPlan build() {
      List<String> problems = new ArrayList<>();
      if (rate <= 0 || Double.isNaN(rate)) {
        problems.add("rate is " + rate + "; legal: more than 0");
      }
      if (Double.isFinite(rate) && batches.isPresent()) {
        problems.add("rate and batches are both given; legal: one of them");
      }
      if (maxRecords.isPresent() && maxRecords.getAsLong() < 1) {
        problems.add("max records is " + maxRecords.getAsLong() + "; legal: 1 or more");
      }
      if (!problems.isEmpty()) {
        throw new IllegalArgumentException(String.join("\n", problems));
      }
      return new ReplayPlan(this);
    }
  }
}
