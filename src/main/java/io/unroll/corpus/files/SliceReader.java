package io.unroll.corpus.files;

import io.unroll.corpus.example.Reading;
import java.io.Serializable;
import java.util.Iterator;
import org.apache.hadoop.conf.Configuration;

/** Reader of the records that begin in a slice, in order. */
public interface SliceReader extends Serializable {
  /** Lazily; problems come as {@link Reading.Bad}, not as exceptions. */
  Iterator<Reading> read(FileSlice slice, Configuration hadoop);
}
