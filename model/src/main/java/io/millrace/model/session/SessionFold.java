package io.millrace.model.session;

/** What a caller keeps of a session's events, so that none of them need be held. */
public interface SessionFold<E, A> {
  /** The summary of a session that consists of this event. */
  A begin(E first);

  /** The summary with one more event; may change and return {@code summary} itself. */
  A add(A summary, E event);
}
