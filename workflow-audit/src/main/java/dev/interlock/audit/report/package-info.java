/**
 * One run as a page for people: {@link dev.interlock.audit.report.Report} makes blocks of what is
 * recorded, and writes them as HTML or as Markdown. Nothing here knows where a log is.
 */
@NullMarked
package dev.interlock.audit.report;

import org.jspecify.annotations.NullMarked;
