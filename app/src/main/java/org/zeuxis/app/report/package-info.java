/**
 * Pages about runs: one file of HTML each, which needs neither network nor server.
 *
 * <p>Java reads the run and turns it into JSON; the resources beside these classes draw it.
 */
package org.zeuxis.app.report;
