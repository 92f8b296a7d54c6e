package io.unroll.corpus.text;

import io.unroll.config.CorpusSettings;
import io.unroll.corpus.files.SourceRecords;
import java.io.Closeable;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/** A reader of slices one after the other inside a task. */
final class SlicesReader implements Iterator<TextPiece>, Closeable {
  private final Iterator<TextSlice> slices;
  private final CorpusSettings.Text settings;
  private final Configuration hadoop;
  private @Nullable TextPieces open;

  SlicesReader(List<TextSlice> slices, CorpusSettings.Text settings, Configuration hadoop) {
    this.slices = slices.iterator();
    this.settings = settings;
    this.hadoop = hadoop;
    SourceRecords.closeWithTask(this);
  }

  @Override
  public boolean hasNext() {
    while (open == null || !open.hasNext()) {
      close();
      if (!slices.hasNext()) {
        return false;
      }
      open = new TextPieces(slices.next(), settings, hadoop);
    }
    return true;
  }

  @Override
  public TextPiece next() {
    if (!hasNext() || open == null) {
      throw new NoSuchElementException();
    }
    return open.next();
  }

  @Override
  public void close() {
    if (open != null) {
      open.close();
      open = null;
    }
  }
}
