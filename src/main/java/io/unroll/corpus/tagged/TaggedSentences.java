package io.unroll.corpus.tagged;

import io.unroll.config.TaggedSettings;
import io.unroll.corpus.example.DropReason;
import io.unroll.corpus.example.Reading;
import io.unroll.corpus.files.FileSlice;
import io.unroll.corpus.lines.LineReader;
import io.unroll.corpus.lines.SourceLine;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * The sentences of a slice: those that follow a blank line which begins in it, and the file's first
 * one. So each sentence has one slice, wherever the file is cut.
 */
final class TaggedSentences implements Iterator<Reading> {
  private final FileSlice slice;
  private final LineReader lines;
  private final TaggedSentence sentence;
  private final int maxBytes;
  private boolean owned;
  private boolean finished;
  private Optional<Reading> next;

  TaggedSentences(FileSlice slice, TaggedSettings settings, Configuration hadoop) {
    this.slice = slice;
    this.lines = new LineReader(slice.toEndOfFile(), settings.files(), hadoop);
    this.sentence = new TaggedSentence(settings, WordLines.of(slice.file(), settings, hadoop));
    this.maxBytes = settings.files().maxLineBytes();
    this.owned = slice.start() == 0;
    this.next = Optional.empty();
  }

  @Override
  public boolean hasNext() {
    while (next.isEmpty() && !finished) {
      next = block().flatMap(sentence::of);
    }
    if (finished) {
      lines.close();
    }
    return next.isPresent();
  }

  @Override
  public Reading next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Reading reading = next.orElseThrow();
    next = Optional.empty();
    return reading;
  }

  /** The lines up to the next blank one, if they are of this slice and there are any. */
  private Optional<List<SourceLine>> block() {
    List<SourceLine> block = new ArrayList<>();
    long bytes = 0;
    while (lines.hasNext()) {
      SourceLine line = lines.next();
      boolean blank = line instanceof SourceLine.Text text && text.isBlank();
      if (blank) {
        boolean mine = owned;
        owned = line.offset() < slice.end();
        finished = !owned;
        return mine && !block.isEmpty() ? Optional.of(block) : Optional.empty();
      }
      if (!owned && line.offset() >= slice.end()) {
        break;
      }
      if (owned && line instanceof SourceLine.Text text) {
        bytes += text.text().length();
      }
      if (owned && bytes <= maxBytes) {
        block.add(line);
      } else if (owned) {
        tooLong(block);
      }
    }
    finished = true;
    return owned && !block.isEmpty() ? Optional.of(block) : Optional.empty();
  }

  private void tooLong(List<SourceLine> block) {
    SourceLine first = block.get(0);
    block.clear();
    block.add(
        new SourceLine.Unreadable(
            first.file(),
            first.offset(),
            DropReason.LINE_TOO_LONG,
            "a sentence must have at most corpus.maxLineBytes = %s characters"
                .formatted(maxBytes)));
  }
}
