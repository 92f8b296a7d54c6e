"""Retrains every night and tells promoted from not promoted.

Needs apache-airflow-providers-apache-spark and a connection spark_default. Not run in an Airflow so far; a test
has Python compile it and holds it to our own commands and settings.
"""

from datetime import datetime, timedelta

from airflow import DAG
from airflow.providers.apache.spark.operators.spark_submit import SparkSubmitOperator

UNROLL = "/opt/unroll"
ND4J = (
    "-Dorg.bytedeco.javacpp.platform.extension=-avx2 "
    "-Dorg.bytedeco.javacpp.maxbytes=2g -Dorg.bytedeco.javacpp.maxphysicalbytes=0"
)

with DAG(
    dag_id="unroll_nightly",
    schedule="30 2 * * *",
    start_date=datetime(2026, 11, 1),
    # A night takes up what nights before it left out: nothing is to be caught up one by one.
    catchup=False,
    max_active_runs=1,
    default_args={"retries": 2, "retry_delay": timedelta(minutes=10)},
) as dag:
    SparkSubmitOperator(
        task_id="retrain",
        application=f"{UNROLL}/target/unroll.jar",
        java_class="io.unroll.Unroll",
        application_args=[
            "retrain",
            f"{UNROLL}/conf/nightly.conf",
            "--set",
            "retraining.partitions=hdfs:///mail/{date}.tsv",
            # The day whose data the run is for. Not promoted (exit 3) fails the task; the second try
            # finds the verdict and ends the same within seconds.
            "--date",
            "{{ data_interval_start | ds }}",
            "--out",
            "hdfs:///models/mail",
        ],
        driver_memory="2g",
        executor_memory="2g",
        executor_cores=1,
        num_executors=2,
        conf={
            "spark.executor.memoryOverhead": "2g",
            "spark.locality.wait": "0",
            "spark.dynamicAllocation.enabled": "false",
            "spark.executorEnv.OMP_NUM_THREADS": "1",
            "spark.executorEnv.LC_ALL": "C.UTF-8",
            "spark.driver.defaultJavaOptions": ND4J,
            "spark.executor.defaultJavaOptions": ND4J,
        },
    )
