package org.zeuxis.app;

import org.zeuxis.Version;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class VersionText implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"zeuxis " + Version.current()};
  }
}
