/* A step of the schema, run by migrations.c. */
#ifndef TZ_DB_MIGRATION_HANDS_H
#define TZ_DB_MIGRATION_HANDS_H

extern const char MIGRATION_HANDS[];

#endif
