package io.unroll.config;

import io.unroll.config.Schema.Flat;
import io.unroll.config.Schema.Variant;
import java.util.Optional;

/**
 * {@code type = frames}: pieces of music, as sets of pitches per step, to their own next steps.
 *
 * @param lowest lowest pitch there may be: the first number of a step
 * @param highest highest pitch there may be: the last number of a step
 */
@Variant("frames")
public record FramesSettings(@Flat ExampleFiles files, int lowest, int highest)
    implements CorpusSettings, CorpusSettings.FromExampleFiles {

  /**
   * Checks the range of pitches.
   *
   * @throws InvalidSettings if any value is out of range
   */
  public FramesSettings {
    new Checks()
        .between("lowest", lowest, 0, 100_000)
        .between("highest", highest, lowest, lowest + 100_000L)
        .done();
  }

  /** Numbers of a step. */
  public int width() {
    return highest - lowest + 1;
  }

  @Override
  public Shares shares() {
    return files.shares();
  }

  @Override
  public CorpusContents contents() {
    return CorpusContents.of(InputKind.NUMBERS, "sets of pitches", LearningTask.FRAMES);
  }

  @Override
  public Optional<Widths> widths() {
    return Optional.of(new Widths(width(), width()));
  }
}
