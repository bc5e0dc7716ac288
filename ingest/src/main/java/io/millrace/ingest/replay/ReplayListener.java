package io.millrace.ingest.replay;

/** Told how a replay goes, on its thread. */
public interface ReplayListener {
  /** Takes no notice. */
  ReplayListener SILENT =
      new ReplayListener() {
        @Override
        public void progress(ReplayProgress progress) {}

        @Override
        public void ended(ReplayResult result) {}
      };

  /** How far it is; told often. */
  void progress(ReplayProgress progress);

  /** A file came to its end, or had come to it before. */
  void ended(ReplayResult result);
}
