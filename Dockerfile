# docker build -t rspverify . && docker run --rm -v "$PWD:/policies:ro" rspverify check
FROM python:3.12-slim AS build
WORKDIR /build
COPY pyproject.toml README.md LICENSE ./
COPY grammar grammar
COPY src src
RUN pip wheel --no-cache-dir --no-deps --wheel-dir /wheels .

FROM python:3.12-slim
COPY --from=build /wheels /wheels
RUN pip install --no-cache-dir /wheels/*.whl
RUN useradd --create-home --uid 1000 rspverify
USER rspverify
WORKDIR /policies
ENTRYPOINT ["rspverify"]
CMD ["--help"]
