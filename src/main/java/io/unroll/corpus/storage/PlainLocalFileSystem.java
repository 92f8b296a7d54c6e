package io.unroll.corpus.storage;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.LocalFileSystem;

/**
 * Local files without a {@code .crc} file for each, which would refuse a file that a person edited
 * or copied over another. Checksum files that are there already are not looked at.
 */
public final class PlainLocalFileSystem extends LocalFileSystem {

  @Override
  public void initialize(URI name, Configuration hadoop) throws IOException {
    super.initialize(name, hadoop);
    setWriteChecksum(false);
    setVerifyChecksum(false);
  }
}
