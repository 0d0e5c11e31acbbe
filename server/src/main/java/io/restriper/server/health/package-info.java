/** Whether the process is up, and whether it can serve, for load balancers and supervisors. */
package io.restriper.server.health;
