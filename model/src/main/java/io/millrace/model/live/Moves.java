package io.millrace.model.live;

import io.millrace.model.state.StateInput;
import io.millrace.model.state.StateOutput;
import java.util.Collection;
import java.util.Collections;
import java.util.TreeSet;

/** Moves within a pane, each once however often its event is repeated. */
final class Moves implements Measure {
  static final int TAG = 6;

  private static final int LEAST_BYTES = 19;

  private final TreeSet<Move> moves = new TreeSet<>();

  void add(Move move) {
    moves.add(move);
  }

  /** In order. */
  Collection<Move> inOrder() {
    return Collections.unmodifiableCollection(moves);
  }

  @Override
  public void merge(Measure other) {
    moves.addAll(((Moves) other).moves);
  }

  @Override
  public Moves copy() {
    Moves copy = new Moves();
    copy.merge(this);
    return copy;
  }

  @Override
  public void write(StateOutput out) {
    out.writeVarint(moves.size());
    for (Move move : moves) {
      out.writeSigned(move.micros());
      out.writeFixed(move.session());
      out.writeFixed(move.id());
      out.writeText(move.from());
      out.writeText(move.to());
    }
  }

  static Moves read(StateInput in) {
    Moves read = new Moves();
    int count = in.readCount(LEAST_BYTES);
    for (int i = 0; i < count; i++) {
      read.add(
          new Move(in.readSigned(), in.readFixed(), in.readFixed(), in.readText(), in.readText()));
    }
    return read;
  }

  @Override
  public int tag() {
    return TAG;
  }
}
