package org.zeuxis.app;

import org.zeuxis.Version;
import org.zeuxis.data.DataOptions;
import org.zeuxis.engine.Device;
import org.zeuxis.engine.Engine;
import picocli.CommandLine.Command;

@Command(
    name = "info",
    description = "Shows what Zeuxis found on this machine.",
    mixinStandardHelpOptions = true)
final class InfoCommand implements Runnable {
  @Override
  public void run() {
    System.out.println("zeuxis    " + Version.current());
    System.out.println("java      " + System.getProperty("java.version") + ", "
        + System.getProperty("java.vendor") + ", heap of at most "
        + Runtime.getRuntime().maxMemory() / (1 << 20) + " MiB");
    System.out.println("system    " + System.getProperty("os.name") + " "
        + System.getProperty("os.version") + ", " + System.getProperty("os.arch"));
    System.out.println(
        "cpu       " + Engine.cpuCapability() + ", " + Engine.threads() + " threads");
    System.out.println("gpus      " + Device.gpus() + ", --device auto is " + Device.parse("auto"));
    System.out.println("cache     " + DataOptions.defaults().cache());
  }
}
