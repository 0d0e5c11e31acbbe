/** What the cluster is asked once: status, drives, protection, runs. */
package io.restriper.cli.cluster;
