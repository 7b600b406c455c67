package org.shouhou.operation;

import java.util.List;
import org.shouhou.engine.ModelVersions.Version;
import org.shouhou.identity.Actor;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Versions of the models, and moving what runs from one to another; for operators. */
@RestController
@RequestMapping("/api/processes")
class MigrationApi {

    private final Migrations migrations;

    MigrationApi(Migrations migrations) {
        this.migrations = migrations;
    }

    @GetMapping
    List<Version> versions() {
        return migrations.versions();
    }

    @PostMapping("/{key}/migrate")
    Migrations.Report migrate(@PathVariable String key, @RequestBody Migrations.Wanted wanted) {
        return migrations.migrate(key, wanted, Actor.current().name());
    }
}
