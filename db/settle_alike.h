/* Cells that are settled by what a person said of another one. Private to the
 * database's room. */
#ifndef TZ_DB_SETTLE_ALIKE_H
#define TZ_DB_SETTLE_ALIKE_H

/* SQL: nobody looked at the cell of this decision, another one like it was
 * confirmed. What persons saw is counted without such. */
#define DB_IS_ALIKE(decision_id)                                               \
    "EXISTS (SELECT 1 FROM settled_alike x WHERE x.id = " decision_id ")"

#endif
