/**
 * What every implementation of an interface of the engine must do, as tests of JUnit: extend the
 * one for your interface, hand in yours, and what passes may call itself conformant.
 *
 * <pre>{@code
 * class OurJournalTest extends JournalContract {
 *   @Override protected Journal create() { return OurJournal.empty(); }
 * }
 * }</pre>
 */
@NullMarked
package dev.interlock.testing.contract;

import org.jspecify.annotations.NullMarked;
