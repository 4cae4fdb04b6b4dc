# Parley in a container. `docker build -t parley .` makes it; compose.yaml and deploy/kubernetes run it.
#
#   --build-arg FFMPEG=yes   videos and rare recordings can be read, too; the image grows by some 550 MB
#
# Other bases must have Node 24 with npm (NODE_IMAGE) and the same Debian without it (DEBIAN_IMAGE).
ARG NODE_IMAGE=docker.io/library/node:24-bookworm-slim
ARG DEBIAN_IMAGE=docker.io/library/debian:bookworm-slim

# What Parley runs with, without what only building or testing needs. Nothing here is compiled, so no script of a package runs.
FROM ${NODE_IMAGE} AS packages
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund
# The store uses Node's own SQLite, so the one that would have to be compiled is never loaded; and nobody reads types or maps.
RUN rm -rf node_modules/better-sqlite3 node_modules/@types node_modules/.package-lock.json \
  && find node_modules -type f \( -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' -o -name '*.map' \) -delete

FROM ${DEBIAN_IMAGE}
ARG FFMPEG=no
# With the link, STORE_URL=sqlite://data/parley.sqlite is on the volume as it's in data/ without a container: nothing else can be written.
RUN if [ "$FFMPEG" = yes ]; then \
    apt-get update && apt-get install -y --no-install-recommends ffmpeg && rm -rf /var/lib/apt/lists/* /var/cache/apt/archives/*.deb; \
  fi \
  && useradd --uid 10001 --user-group --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin parley \
  && install -d -o parley -g parley -m 0700 /data \
  && install -d /app && ln -s /data /app/data \
  && ln -s /app/src/terminal/parley-command.ts /usr/local/bin/parley
COPY --from=packages /usr/local/bin/node /usr/local/bin/node
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY package.json LICENSE ./
COPY commands commands
COPY --chmod=755 src src
# From outside, nothing reaches this address that isn't published.
ENV NODE_ENV=production HTTP_HOST=0.0.0.0 HTTP_PORT=8787 STORE_URL=sqlite:///data/parley.sqlite
USER 10001:10001
VOLUME /data
EXPOSE 8787
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD ["node", "/app/src/terminal/health-check.ts"]
# What `npm start` does, without npm in between.
CMD ["node", "--max-semi-space-size=4", "src/index.ts"]
