/**
 * Is it good, is it diverse, is it new? Feature extractors and metrics, each number with its
 * protocol.
 */
package org.zeuxis.metric;
