package io.millrace.ingest.replay;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.millrace.model.run.RunRecord;
import java.time.Instant;
import java.util.Optional;

/**
 * How far one file is replayed: everything up to a line is acknowledged by the broker.
 *
 * @param file by which it is known again, usually its absolute path
 * @param contentSha256 of its uncompressed bytes, in hex
 * @param runId of its run
 * @param startedAt when that began
 * @param endedAt when that ended and was recorded, or null
 * @param line the last line that is done, from 1; 0 before the first
 * @param byteOffset of the uncompressed bytes, where that line ends
 * @param batchNumber of the last record, from 1; 0 where there are no batches
 * @param sent what was acknowledged
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record FilePosition(
    @JsonProperty(value = "file", required = true) String file,
    @JsonProperty(value = "content_sha256", required = true) String contentSha256,
    @JsonProperty(value = "run_id", required = true) String runId,
    @JsonProperty(value = "started_at", required = true) Instant startedAt,
    @JsonProperty("ended_at") Instant endedAt,
    @JsonProperty(value = "line", required = true) long line,
    @JsonProperty(value = "byte_offset", required = true) long byteOffset,
    @JsonProperty(value = "batch_number", required = true) long batchNumber,
    @JsonProperty(value = "sent", required = true) Sent sent) {

  /** Before the first line. */
  static FilePosition begin(String file, String contentSha256, String runId, Instant startedAt) {
    return new FilePosition(file, contentSha256, runId, startedAt, null, 0, 0, 0, Sent.NOTHING);
  }

  /** When the run ended, if it did. */
  Optional<Instant> ended() {
    return Optional.ofNullable(endedAt);
  }

  /** Further on in the same run. */
  FilePosition at(long newLine, long newByteOffset, long newBatchNumber, Sent newSent) {
    return new FilePosition(
        file,
        contentSha256,
        runId,
        startedAt,
        null,
        newLine,
        newByteOffset,
        newBatchNumber,
        newSent);
  }

  /** The same, with its run ended and recorded. */
  FilePosition endedAt(Instant end) {
    return new FilePosition(
        file, contentSha256, runId, startedAt, end, line, byteOffset, batchNumber, sent);
  }

  /** The run as it would be recorded if it ended then. */
  RunRecord run(String feed, String source, Instant end) {
    return new RunRecord(
        runId,
        feed,
        source,
        contentSha256,
        startedAt,
        end,
        sent.records(),
        sent.deadLetterCount(),
        sent.ranges());
  }
}
