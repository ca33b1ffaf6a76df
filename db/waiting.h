/* Waiting for another program that holds the archive. */
#ifndef TZ_DB_WAITING_H
#define TZ_DB_WAITING_H

#include "db/connection.h"

/** Wait up to @busy_ms at every lock of this connection, telling of it as
 * db_set_waiting_teller() says. */
void db_wait_patiently(struct db_archive *archive, int busy_ms);

#endif
