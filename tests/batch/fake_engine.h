/*
 * An engine that does what the page's file says: "fine 42" gives a sheet with
 * that number on it; "crash", "exit", "hang", "refuse", "fail", "blank",
 * "contradict" and "no form" do that; "large" gives 6000 cells; "greedy" asks for
 * more memory than a worker may have; "kill writer" ends the writer's process.
 */
#ifndef TZ_TESTS_BATCH_FAKE_ENGINE_H
#define TZ_TESTS_BATCH_FAKE_ENGINE_H

#include "batch/engine.h"

/** The engine itself. */
extern const struct batch_engine FAKE_ENGINE;

/** One whose reader does not open. */
extern const struct batch_engine FAKE_NO_READER;

/** One whose process dies while its reader opens. */
extern const struct batch_engine FAKE_DEAD_READER;

/** When that file exists, "kill writer" is taken as "fine". */
extern char fake_calm_file[512];

/** Fill @found as the engine does for a page that says @text. */
void fake_read_text(const char *text, struct batch_found *found);
void fake_clear(struct batch_found *found);

#endif
