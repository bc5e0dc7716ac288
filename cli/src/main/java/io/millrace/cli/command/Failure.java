package io.millrace.cli.command;

import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import io.millrace.cluster.ClusterException;
import io.millrace.ingest.collect.CollectorStartException;
import io.millrace.ingest.collect.InvalidCollectorSettingsException;
import io.millrace.ingest.collect.spool.DamagedSpoolException;
import io.millrace.ingest.fraud.stream.OtherRulesException;
import io.millrace.ingest.fraud.stream.OutputsHeldException;
import io.millrace.ingest.fraud.stream.StreamFailedException;
import io.millrace.ingest.generate.InvalidSettingsException;
import io.millrace.ingest.line.UnusableFileException;
import io.millrace.ingest.replay.PositionInUseException;
import io.millrace.ingest.replay.ReplayFailedException;
import io.millrace.ingest.replay.UnknownSourceException;
import io.millrace.ingest.replay.UnusablePositionException;
import io.millrace.ingest.site.InvalidSitesException;
import io.millrace.ingest.topic.TopicException;
import io.millrace.model.declaration.InvalidDeclarationException;
import io.millrace.model.feed.UnknownFeedException;
import io.millrace.model.privacy.InvalidSaltException;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/**
 * What the user reads of a failure.
 *
 * @param sentence what happened and the next step
 * @param code the exit code
 */
record Failure(String sentence, int code) {

  static Failure of(Throwable thrown) {
    if (thrown instanceof CommandFailure failure) {
      return new Failure(failure.getMessage(), failure.status().code());
    } else if (thrown instanceof ClusterException failure) {
      return new Failure(failure.getMessage(), ExitStatus.of(failure));
    } else if (thrown instanceof UnknownFeedException
        || thrown instanceof InvalidDeclarationException) {
      return new Failure(thrown.getMessage(), ExitStatus.USAGE.code());
    } else if (thrown instanceof UnknownSourceException
        || thrown instanceof InvalidSettingsException
        || thrown instanceof InvalidSitesException
        || thrown instanceof InvalidCollectorSettingsException
        || thrown instanceof UnusablePositionException
        || thrown instanceof OtherRulesException) {
      return new Failure(thrown.getMessage(), ExitStatus.USAGE.code());
    } else if (thrown instanceof PositionInUseException || thrown instanceof OutputsHeldException) {
      return new Failure(thrown.getMessage(), ExitStatus.BUSY.code());
    } else if (thrown instanceof CollectorStartException
        || thrown instanceof DamagedSpoolException
        || thrown instanceof UnusableFileException
        || thrown instanceof InvalidSaltException) {
      return new Failure(thrown.getMessage(), ExitStatus.NOT_FIT.code());
    } else if (thrown instanceof ReplayFailedException
        || thrown instanceof TopicException
        || thrown instanceof StreamFailedException) {
      return new Failure(thrown.getMessage(), ExitStatus.FAILED.code());
    } else if (thrown instanceof InterruptedException) {
      return new Failure("interrupted.", ExitStatus.INTERRUPTED.code());
    } else if (thrown instanceof NoSuchFileException e) {
      return new Failure("There is no file " + e.getFile() + ".", ExitStatus.NOT_FIT.code());
    } else if (isRefusedConnection(thrown)) {
      return new Failure(
          "A service of the cluster does not answer (%s). Look at: millrace status"
              .formatted(firstLine(thrown)),
          ExitStatus.NOT_RUNNING.code());
    } else if (thrown instanceof FileSystemException e) {
      return new Failure("%s: %s.".formatted(e.getFile(), e.getReason()), ExitStatus.FAILED.code());
    } else if (thrown instanceof IOException || thrown.getCause() instanceof IOException) {
      return new Failure(firstLine(thrown) + " (--debug tells where)", ExitStatus.FAILED.code());
    }
    return new Failure(
        "Unexpected: %s: %s (--debug tells where)"
            .formatted(thrown.getClass().getSimpleName(), firstLine(thrown)),
        ExitStatus.FAILED.code());
  }

  private static boolean isRefusedConnection(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof ConnectException) {
        return true;
      }
    }
    return false;
  }

  private static String firstLine(Throwable thrown) {
    String message = thrown.getMessage() == null ? "no message" : thrown.getMessage();
    return message.lines().findFirst().orElse("no message");
  }
}
