#include "ocr/digits/weights_file.h"

#include <errno.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <nettle/sha2.h>

#include "ocr/digits/digit_net.h"

static const char MAGIC[8] = {'T', 'Z', 'D', 'I', 'G', 'I', 'T', 'S'};
enum { VERSION = 2, DESCRIPTION_MAX = 512, HALF_RANGE = 127 };

/* Archives keep what they learned before: one net, two bytes a weight, one
 * unit for a layer. */
enum { OLD_VERSION = 1 };
enum { MOST_BYTES = 64 << 20 };

/* What the parameters are for; a file for another net does not fit ours. */
static size_t describe(char *text, size_t size)
{
    size_t n =
        (size_t)snprintf(text, size, "%s %d", NET_ALPHABET, STRIP_HEIGHT);

    for (int i = 0; i < NET_LAYERS; i++) {
        const struct net_layer *l = &NET_SHAPE[i];
        n += (size_t)snprintf(text + n, size - n, " %dx%dx%d>%d/%dx%d",
                              l->kernel_height, l->kernel_width, l->in_channels,
                              l->out_channels, l->pool_height, l->pool_width);
    }
    return n;
}

static size_t weights_of(int i)
{
    return net_biases_at(i) - net_weights_at(i);
}

static size_t biases_of(int i)
{
    return (size_t)NET_SHAPE[i].out_channels;
}

static size_t net_size(uint32_t version)
{
    size_t size = 0;

    for (int i = 0; i < NET_LAYERS; i++)
        size += version == OLD_VERSION
                    ? 4 + 2 * weights_of(i) + 4 * biases_of(i)
                    : weights_of(i) + 4 * biases_of(i);
    return size;
}

/* What lies before the nets. */
static size_t lead_size(uint32_t version, size_t description)
{
    return sizeof MAGIC + 8 + description + (version == OLD_VERSION ? 0 : 4);
}

static size_t whole_size(uint32_t version, size_t description, uint32_t nets)
{
    return lead_size(version, description) + nets * net_size(version) +
           WEIGHTS_DIGEST_SIZE;
}

static void digest_of(const unsigned char *bytes, size_t size,
                      unsigned char digest[WEIGHTS_DIGEST_SIZE])
{
    struct sha256_ctx sha;

    sha256_init(&sha);
    sha256_update(&sha, size, bytes);
    sha256_digest(&sha, WEIGHTS_DIGEST_SIZE, digest);
}

static uint32_t get_u32(const unsigned char **at)
{
    const unsigned char *b = *at;

    *at += 4;
    return (uint32_t)b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 |
           (uint32_t)b[3] << 24;
}

static float get_float(const unsigned char **at)
{
    uint32_t bits = get_u32(at);
    float value;

    memcpy(&value, &bits, sizeof value);
    return value;
}

static int get_i16(const unsigned char **at)
{
    const unsigned char *b = *at;

    *at += 2;
    return (int16_t)(uint16_t)(b[0] | b[1] << 8);
}

static void put_u32(unsigned char **at, uint32_t value)
{
    for (int i = 0; i < 4; i++)
        *(*at)++ = (unsigned char)(value >> (8 * i));
}

/* The upper half of a float: eight bits of precision. */
static float get_half(const unsigned char **at)
{
    uint32_t bits = (uint32_t)(uint16_t)get_i16(at) << 16;
    float value;

    memcpy(&value, &bits, sizeof value);
    return value;
}

static void put_half(unsigned char **at, float value)
{
    uint32_t bits;

    memcpy(&bits, &value, sizeof bits);
    *(*at)++ = (unsigned char)(bits >> 16);
    *(*at)++ = (unsigned char)(bits >> 24);
}

/* The nearest float that half of one can hold, or the next above it. */
static float halved(float value, bool above)
{
    uint32_t bits;

    memcpy(&bits, &value, sizeof bits);
    bits = (bits + (above ? 0xFFFFU : 0x7FFFU)) & 0xFFFF0000U;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static const unsigned char *get_old_net(const unsigned char *at,
                                        float *parameters)
{
    for (int i = 0; i < NET_LAYERS; i++) {
        float *weights = parameters + net_weights_at(i);
        float *biases = parameters + net_biases_at(i);
        float unit = get_float(&at);
        for (size_t k = 0; k < weights_of(i); k++)
            weights[k] = unit * (float)get_i16(&at);
        for (size_t k = 0; k < biases_of(i); k++)
            biases[k] = get_float(&at);
    }
    return at;
}

/* Weights that lead to one channel lie biases_of(i) apart. */
static const unsigned char *get_net(const unsigned char *at, float *parameters)
{
    for (int i = 0; i < NET_LAYERS; i++) {
        float *weights = parameters + net_weights_at(i);
        size_t channels = biases_of(i);
        for (size_t c = 0; c < channels; c++) {
            float unit = get_half(&at);
            parameters[net_biases_at(i) + c] = get_half(&at);
            for (size_t k = c; k < weights_of(i); k += channels)
                weights[k] = unit * (float)(signed char)*at++;
        }
    }
    return at;
}

static unsigned char *put_net(unsigned char *at, const float *parameters)
{
    for (int i = 0; i < NET_LAYERS; i++) {
        const float *weights = parameters + net_weights_at(i);
        size_t channels = biases_of(i);
        for (size_t c = 0; c < channels; c++) {
            float most = 1e-12F, unit;
            for (size_t k = c; k < weights_of(i); k += channels)
                most = fmaxf(most, fabsf(weights[k]));
            unit = halved(most / HALF_RANGE, true);
            put_half(&at, unit);
            put_half(&at, halved(parameters[net_biases_at(i) + c], false));
            for (size_t k = c; k < weights_of(i); k += channels)
                *at++ = (unsigned char)lrintf(weights[k] / unit);
        }
    }
    return at;
}

/* A model of fewer nets than we ask has its last one asked more often. */
static void get_nets(const unsigned char *at, uint32_t version, uint32_t nets,
                     float *parameters)
{
    size_t n = net_parameter_count();

    for (uint32_t i = 0; i < nets; i++)
        at = version == OLD_VERSION ? get_old_net(at, parameters + i * n)
                                    : get_net(at, parameters + i * n);
    for (uint32_t i = nets; i < MODEL_NETS; i++)
        memcpy(parameters + i * n, parameters + (nets - 1) * n,
               n * sizeof *parameters);
}

static enum status check_lead(const unsigned char *bytes, size_t size,
                              const char *name, uint32_t *version,
                              uint32_t *nets, struct fault *fault)
{
    const unsigned char *at = bytes + sizeof MAGIC;
    char wanted[DESCRIPTION_MAX];
    size_t length = describe(wanted, sizeof wanted);

    if (size < sizeof MAGIC + 8 || memcmp(bytes, MAGIC, sizeof MAGIC) != 0)
        return fault_set(fault, ST_INPUT, "%s: not a digit model", name);
    *version = get_u32(&at);
    if (*version != VERSION && *version != OLD_VERSION)
        return fault_set(fault, ST_INPUT,
                         "%s: digit model of version %u, this program reads "
                         "version %d",
                         name, (unsigned)*version, VERSION);
    if (get_u32(&at) != length || size < lead_size(*version, length) ||
        memcmp(at, wanted, length) != 0)
        return fault_set(fault, ST_INPUT,
                         "%s: digit model for another net than this "
                         "program's",
                         name);
    at += length;
    *nets = *version == OLD_VERSION ? 1 : get_u32(&at);
    if (*nets < 1 || *nets > MODEL_NETS)
        return fault_set(fault, ST_INPUT,
                         "%s: digit model of %u nets, this program asks %d",
                         name, (unsigned)*nets, MODEL_NETS);
    if (size != whole_size(*version, length, *nets))
        return fault_set(fault, ST_INPUT,
                         "%s: digit model has %zu bytes, should have %zu", name,
                         size, whole_size(*version, length, *nets));
    return ST_OK;
}

enum status weights_parse(const unsigned char *bytes, size_t size,
                          const char *name, float *parameters,
                          struct fault *fault)
{
    unsigned char digest[WEIGHTS_DIGEST_SIZE];
    char description[DESCRIPTION_MAX];
    size_t length = describe(description, sizeof description);
    uint32_t version = 0, nets = 0;
    enum status rc = check_lead(bytes, size, name, &version, &nets, fault);

    if (rc != ST_OK)
        return rc;
    digest_of(bytes, size - sizeof digest, digest);
    if (memcmp(digest, bytes + size - sizeof digest, sizeof digest) != 0)
        return fault_set(fault, ST_INPUT,
                         "%s: digit model is damaged (its checksum does not "
                         "fit)",
                         name);
    get_nets(bytes + lead_size(version, length), version, nets, parameters);
    return ST_OK;
}

static enum status read_all(const char *path, FILE *file, unsigned char **bytes,
                            size_t *size, struct fault *fault)
{
    long end;

    if (fseek(file, 0, SEEK_END) != 0 || (end = ftell(file)) < 0 ||
        fseek(file, 0, SEEK_SET) != 0)
        return fault_set(fault, ST_IO, "%s: %s", path, strerror(errno));
    if (end > MOST_BYTES)
        return fault_set(fault, ST_INPUT, "%s: not a digit model", path);
    *size = (size_t)end;
    *bytes = malloc(*size + 1);
    if (*bytes == NULL)
        return fault_set(fault, ST_NOMEM, "out of memory for %s", path);
    if (fread(*bytes, 1, *size, file) != *size)
        return fault_set(fault, ST_IO, "%s: could not be read to its end",
                         path);
    return ST_OK;
}

enum status weights_load(const char *path, float *parameters,
                         struct fault *fault)
{
    unsigned char *bytes = NULL;
    size_t size = 0;
    enum status rc;
    FILE *file = fopen(path, "rb");

    if (file == NULL)
        return fault_set(fault, ST_IO, "%s: %s", path, strerror(errno));
    rc = read_all(path, file, &bytes, &size, fault);
    fclose(file);
    if (rc == ST_OK)
        rc = weights_parse(bytes, size, path, parameters, fault);
    free(bytes);
    return rc;
}

static unsigned char *make_bytes(const float *parameters, int nets,
                                 size_t *size)
{
    char description[DESCRIPTION_MAX];
    size_t length = describe(description, sizeof description);
    unsigned char *bytes, *at;

    *size = whole_size(VERSION, length, (uint32_t)nets);
    bytes = malloc(*size);
    if (bytes == NULL)
        return NULL;
    memcpy(bytes, MAGIC, sizeof MAGIC);
    at = bytes + sizeof MAGIC;
    put_u32(&at, VERSION);
    put_u32(&at, (uint32_t)length);
    memcpy(at, description, length);
    at += length;
    put_u32(&at, (uint32_t)nets);
    for (int i = 0; i < nets; i++)
        at = put_net(at, parameters + (size_t)i * net_parameter_count());
    digest_of(bytes, *size - WEIGHTS_DIGEST_SIZE, at);
    return bytes;
}

static enum status write_all(const char *path, const unsigned char *bytes,
                             size_t size, struct fault *fault)
{
    FILE *file = fopen(path, "wb");
    int wrong;

    if (file == NULL)
        return fault_set(fault, ST_IO, "%s: %s", path, strerror(errno));
    wrong = fwrite(bytes, 1, size, file) != size;
    wrong |= fclose(file) != 0;
    if (wrong)
        return fault_set(fault, ST_IO, "%s: could not be written", path);
    return ST_OK;
}

enum status weights_save(const char *path, const float *parameters, int nets,
                         struct fault *fault)
{
    unsigned char *bytes = NULL;
    char *beside = NULL;
    size_t size = 0;
    enum status rc = ST_OK;

    bytes = make_bytes(parameters, nets, &size);
    if (bytes == NULL || asprintf(&beside, "%s.new", path) < 0) {
        beside = NULL;
        rc = fault_set(fault, ST_NOMEM, "out of memory for %s", path);
        goto done;
    }
    rc = write_all(beside, bytes, size, fault);
    if (rc == ST_OK && rename(beside, path) != 0)
        rc = fault_set(fault, ST_IO, "%s: %s", path, strerror(errno));
    if (rc != ST_OK)
        (void)remove(beside);
done:
    free(bytes);
    free(beside);
    return rc;
}
