package org.shouhou.identity;

import jakarta.servlet.MultipartConfigElement;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;

/**
 * A report of a shop's orders may be large, nothing else people send is. How much of a body is read is for the server to
 * say before any controller sees it, servlet by servlet: so the import has one of its own.
 */
@Configuration(proxyBeanMethods = false)
class ImportUploads {

    private static final long LARGEST = DataSize.ofGigabytes(1).toBytes();
    private static final int KEPT_IN_MEMORY = (int) DataSize.ofMegabytes(1).toBytes();

    @Bean
    ServletRegistrationBean<DispatcherServlet> importServlet(WebApplicationContext context) {
        ServletRegistrationBean<DispatcherServlet> imports = new ServletRegistrationBean<>(new DispatcherServlet(context),
                "/api/orders/import", "/orders/import");
        imports.setName("imports");
        imports.setMultipartConfig(new MultipartConfigElement("", LARGEST, LARGEST, KEPT_IN_MEMORY));
        return imports;
    }
}
