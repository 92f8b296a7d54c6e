package io.unroll.corpus;

import io.unroll.config.TaggedSettings;
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
  private final ExampleSlice slice;
  private final ExampleLines lines;
  private final TaggedSentence sentence;
  private final int maxBytes;
  private boolean owned;
  private boolean finished;
  private Optional<Reading> next;

  TaggedSentences(ExampleSlice slice, TaggedSettings settings, Configuration hadoop) {
    this.slice = slice;
    this.lines = new ExampleLines(slice.toEndOfFile(), settings.files(), hadoop);
    this.sentence = new TaggedSentence(settings, WordLines.of(slice.file(), settings, hadoop));
    this.maxBytes = settings.files().maxLineBytes();
    this.owned = slice.start() == 0;
    this.next = Optional.empty();
  }

  @Override
  public boolean hasNext() {
    while (next.isEmpty() && !finished) {
      next = block().flatMap(block -> sentence.of(slice.file(), block));
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
  private Optional<List<ExampleLine>> block() {
    List<ExampleLine> block = new ArrayList<>();
    long bytes = 0;
    while (lines.hasNext()) {
      ExampleLine line = lines.next();
      boolean blank = line instanceof ExampleLine.Text text && text.isBlank();
      if (blank) {
        boolean mine = owned;
        owned = line.offset() < slice.end();
        finished = !owned;
        return mine && !block.isEmpty() ? Optional.of(block) : Optional.empty();
      }
      if (!owned && line.offset() >= slice.end()) {
        break;
      }
      bytes += owned && line instanceof ExampleLine.Text text ? text.text().length() : 0;
      if (owned && bytes <= maxBytes) {
        block.add(line);
      } else if (owned) {
        tooLong(block);
      }
    }
    finished = true;
    return owned && !block.isEmpty() ? Optional.of(block) : Optional.empty();
  }

  private void tooLong(List<ExampleLine> block) {
    ExampleLine first = block.get(0);
    block.clear();
    block.add(
        new ExampleLine.Unreadable(
            first.offset(),
            DropReason.LINE_TOO_LONG,
            "a sentence must have at most corpus.maxLineBytes = %s characters"
                .formatted(maxBytes)));
  }
}
