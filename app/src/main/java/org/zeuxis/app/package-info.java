/** The command line. Each command is a file; what it does is in the library. */
package org.zeuxis.app;
