package io.millrace.streaming;

import io.millrace.model.feed.Feed;
import io.millrace.model.privacy.PersonalData;
import io.millrace.model.privacy.Salt;
import io.millrace.model.record.RecordDecoder;
import io.millrace.model.schema.SchemaVersions;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * What landing knows of a feed while it lands with one version of it; tasks get it too.
 *
 * @param version its number, from 1
 * @param feed as that version declares it
 * @param schemas Avro schemas of this version and all before it that could be used: records of any
 *     may still come
 * @param salt of personal hashes; null for a feed that changes no personal data
 */
public record Declaration(int version, Feed feed, List<String> schemas, Salt salt)
    implements Serializable {

  public Declaration {
    schemas = List.copyOf(schemas);
  }

  /** Reads records of every version so far. For one thread. */
  public RecordDecoder decoder() {
    return new RecordDecoder(feed, SchemaVersions.of(feed, schemas));
  }

  /** How rows are protected, or empty where they stay as they are. For one thread. */
  public Optional<PersonalData> personalData() {
    return Optional.ofNullable(salt).map(secret -> new PersonalData(feed, secret));
  }
}
