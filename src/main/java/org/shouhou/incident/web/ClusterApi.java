package org.shouhou.incident.web;

import java.util.List;
import org.shouhou.identity.Actor;
import org.shouhou.incident.Cluster;
import org.shouhou.incident.Clusters;
import org.shouhou.incident.Incidents;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Clusters over HTTP (R33). */
@RestController
@RequestMapping("/api/clusters")
class ClusterApi {

    record Named(String title) {
    }

    private final Clusters clusters;

    ClusterApi(Clusters clusters) {
        this.clusters = clusters;
    }

    @GetMapping
    List<Cluster> list() {
        return clusters.list();
    }

    @GetMapping("/{clusterId}/cases")
    List<Clusters.CaseRow> cases(@PathVariable String clusterId) {
        return clusters.cases(clusterId);
    }

    /** 201 with the incident made of it; 200 with the same one when it was made before. */
    @PostMapping("/{clusterId}/incident")
    ResponseEntity<Incidents.View> incident(@PathVariable String clusterId, @RequestBody(required = false) Named named) {
        Incidents.Opened opened = clusters.makeIncident(clusterId, named == null ? null : named.title(), Actor.current());
        return ResponseEntity.status(opened.created() ? HttpStatus.CREATED : HttpStatus.OK).body(opened.incident());
    }
}
