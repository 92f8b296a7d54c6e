package io.unroll.answering;

import io.unroll.config.AnsweringSettings;
import io.unroll.config.AnsweringSettings.OnBadRow;
import io.unroll.config.AnsweringSettings.OnTooLong;
import io.unroll.config.Settings;
import java.io.Serializable;

/**
 * Which inputs are answered.
 *
 * @param longest steps of the longest
 */
public record InputLimit(int longest, OnTooLong onTooLong, OnBadRow onBadRow)
    implements Serializable {

  /** As a model's settings have it; nothing longer than the longest example was ever trained on. */
  public static InputLimit of(Settings settings) {
    AnsweringSettings own = settings.answering();
    return new InputLimit(
        own.maxLength().orElse(settings.shards().maxLength()), own.onTooLong(), own.onBadRow());
  }
}
