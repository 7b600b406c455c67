package org.shouhou.order;

import static org.hamcrest.Matchers.hasSize;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

class OrderControllerTest {

    private static final String CSV = "orderNo,paidAt,refunded,linePaid\nH1,2026-11-11 08:00:00,2.50,12.50\nH2,2026-11-11 08:00:00,,-1\n";

    private static MockMultipartFile file() {
        return new MockMultipartFile("file", "C:\\orders\\h.csv", "text/csv", CSV.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void an_import_and_an_order_over_http() throws Exception {
        try (OrderFixture shop = new OrderFixture()) {
            MockMvc http = MockMvcBuilders.standaloneSetup(shop.bean(OrderController.class)).build();
            http.perform(multipart("/api/orders/import?format=standard").file(file()).principal(() -> "agent1"))
                    .andExpect(status().isOk())
                    .andExpect(jsonPath("$.imported").value(1)).andExpect(jsonPath("$.updated").value(0))
                    .andExpect(jsonPath("$.unchanged").value(0)).andExpect(jsonPath("$.casesOpened").value(0))
                    .andExpect(jsonPath("$.fileName").value("h.csv")).andExpect(jsonPath("$.startedBy").value("agent1"))
                    .andExpect(jsonPath("$.rejected", hasSize(1))).andExpect(jsonPath("$.rejected[0].line").value(3))
                    .andExpect(jsonPath("$.rejected[0].column").value("linePaid"))
                    .andExpect(jsonPath("$.rejected[0].problem").value("The amount -1 is negative."));
            http.perform(get("/api/orders/H1")).andExpect(status().isOk())
                    .andExpect(jsonPath("$.paidMinor").value(1250)).andExpect(jsonPath("$.refundedElsewhereMinor").value(250))
                    .andExpect(jsonPath("$.leftMinor").value(1000)).andExpect(jsonPath("$.shipped").value("UNKNOWN"))
                    .andExpect(jsonPath("$.lines[0].leftMinor").value(1000));
            http.perform(multipart("/api/orders/import?format=standard&async=true").file(file()).principal(() -> "agent1"))
                    .andExpect(status().isAccepted()).andExpect(header().string("Location", "/api/imports/2"))
                    .andExpect(jsonPath("$.state").value("WAITING"));
            http.perform(get("/api/imports/2")).andExpect(status().isOk()).andExpect(jsonPath("$.importId").value(2));
        }
    }
}
