package io.unroll.corpus.images;

import io.unroll.corpus.example.DropReason;
import io.unroll.corpus.example.Unusable;
import io.unroll.corpus.files.SourceFile;
import io.unroll.corpus.files.SourceRecord;
import io.unroll.corpus.files.SourceRecords;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.Serializable;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** The pictures of an IDX file side by side with the labels of another. */
final class IdxPictures implements SourceRecords.Records<SourceRecord<IdxPictures.Labelled>> {
  private static final float WHITE = 255;

  /**
   * A picture with its label.
   *
   * @param number from 1
   */
  record Labelled(SourceFile file, long number, Picture picture, int label)
      implements Serializable {}

  private final SourceFile file;
  private final SourceFile labels;
  private final IdxHeader header;
  private final Optional<DataInputStream> pixelsIn;
  private final Optional<DataInputStream> labelsIn;
  private long number;
  private boolean damaged;

  private IdxPictures(
      SourceFile file,
      SourceFile labels,
      IdxHeader header,
      Optional<DataInputStream> pixelsIn,
      Optional<DataInputStream> labelsIn) {
    this.file = file;
    this.labels = labels;
    this.header = header;
    this.pixelsIn = pixelsIn;
    this.labelsIn = labelsIn;
  }

  static IdxPictures open(
      SourceFile file, SourceFile labels, IdxHeader header, Configuration hadoop) {
    return new IdxPictures(file, labels, header, body(file, hadoop), body(labels, hadoop));
  }

  private static Optional<DataInputStream> body(SourceFile file, Configuration hadoop) {
    try {
      DataInputStream in = new DataInputStream(file.open(hadoop));
      IdxHeader.read(in);
      return Optional.of(in);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public boolean hasNext() {
    return number < header.count() && !damaged;
  }

  @Override
  public SourceRecord<Labelled> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    number++;
    byte[] pixels = new byte[(int) header.bytesOfItem()];
    byte[] label = new byte[1];
    Optional<String> damage = read(pixelsIn, file, pixels).or(() -> read(labelsIn, labels, label));
    if (damage.isPresent()) {
      damaged = true;
      Unusable why = new Unusable(DropReason.UNREADABLE_FILE, damage.get());
      return new SourceRecord.Damaged<>(file.bad(number, number, why));
    }
    double[] grey = new double[pixels.length];
    for (int i = 0; i < grey.length; i++) {
      grey[i] = (pixels[i] & 0xFF) / WHITE;
    }
    Picture picture = new Picture(header.sizes().get(1), header.sizes().get(2), grey);
    return new SourceRecord.Whole<>(new Labelled(file, number, picture, label[0] & 0xFF));
  }

  private Optional<String> read(Optional<DataInputStream> in, SourceFile from, byte[] bytes) {
    try {
      in.orElseThrow(() -> new IOException("it cannot be opened again")).readFully(bytes);
      return Optional.empty();
    } catch (EOFException e) {
      return Optional.of(
          "%s must hold %s items as its head says, but it ends within item %s"
              .formatted(from.path(), header.count(), number));
    } catch (IOException e) {
      return Optional.of(from.path() + " cannot be read to its end: " + e.getMessage());
    }
  }

  @Override
  public void close() throws IOException {
    if (pixelsIn.isPresent()) {
      pixelsIn.get().close();
    }
    if (labelsIn.isPresent()) {
      labelsIn.get().close();
    }
  }
}
