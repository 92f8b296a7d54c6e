package io.unroll.shards;

import io.unroll.files.Hashes;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.List;

/**
 * The figures of one batch that the manifest adds up, and the SHA-256 of its content.
 *
 * @param digest over every component in order: numbers big-endian, arrays and UTF-8 strings after
 *     their lengths; references only where there are any
 */
record BatchSummary(
    int bucket,
    int position,
    int rows,
    int steps,
    int targetSteps,
    long sourceTokens,
    long targetTokens,
    byte[] digest)
    implements Serializable {

  static BatchSummary of(SequenceBatch batch) {
    return new BatchSummary(
        batch.bucket(),
        batch.position(),
        batch.rows(),
        batch.steps(),
        batch.targetSteps(),
        batch.input().realSteps(),
        batch.targetTokens(),
        digest(batch));
  }

  private static byte[] digest(SequenceBatch batch) {
    MessageDigest sha = Hashes.digest();
    try (DataOutputStream out =
        new DataOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), sha))) {
      out.writeInt(batch.bucket());
      out.writeInt(batch.position());
      write(out, batch.input());
      write(out, batch.target());
      write(out, batch.keys());
      if (!batch.references().isEmpty()) {
        write(out, batch.references());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sha.digest();
  }

  private static void write(DataOutputStream out, Sequences sequences) throws IOException {
    out.writeInt(sequences.steps());
    out.writeInt(sequences.width());
    write(out, sequences.ids());
    write(out, sequences.values());
    write(out, sequences.lengths());
  }

  private static void write(DataOutputStream out, List<String> strings) throws IOException {
    out.writeInt(strings.size());
    for (String string : strings) {
      byte[] bytes = string.getBytes(StandardCharsets.UTF_8);
      out.writeInt(bytes.length);
      out.write(bytes);
    }
  }

  private static void write(DataOutputStream out, float[] values) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length + Integer.BYTES);
    bytes.putInt(values.length);
    for (float value : values) {
      bytes.putFloat(value);
    }
    out.write(bytes.array());
  }

  private static void write(DataOutputStream out, int[] values) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * (values.length + 1));
    bytes.putInt(values.length);
    for (int value : values) {
      bytes.putInt(value);
    }
    out.write(bytes.array());
  }
}
