package org.shouhou;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.modulith.Modulithic;

/** Shouhou (售后): the after-sale case system for online shops. */
@SpringBootApplication
@Modulithic(systemName = "Shouhou")
public class ShouhouApplication {

    public static void main(String[] args) {
        SpringApplication.run(ShouhouApplication.class, args);
    }
}
