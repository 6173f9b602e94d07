import { Component, onWillStart, useEffect, useRef } from "@odoo/owl";
import { loadBundle } from "@web/core/assets";
import { cookie } from "@web/core/browser/cookie";
import { getColor, hexToRGBA } from "@web/core/colors/colors";

/** The months of a customer with those a year before beside them; a bar opens its documents. */
export class CardChart extends Component {
    static template = "crm_customer_card.CardChart";
    static props = { chart: Object, open: Function };

    setup() {
        this.canvas = useRef("canvas");
        onWillStart(() => loadBundle("web.chartjs_lib"));
        useEffect(
            () => {
                const chart = new Chart(this.canvas.el, this.config);
                return () => chart.destroy();
            },
            () => [this.props.chart]
        );
    }

    /** What a screen reader says instead of the picture. */
    get words() {
        const { labels, series } = this.props.chart;
        return labels
            .map((label, index) => `${label}: ${series.map((one) => one.texts[index]).join(" / ")}`)
            .join(", ");
    }

    get datasets() {
        const color = getColor(1, cookie.get("color_scheme"), "odoo");
        return this.props.chart.series.map((series, index) => ({
            label: series.label,
            data: series.values,
            backgroundColor: index ? hexToRGBA(color, 0.3) : color,
            borderRadius: 2,
        }));
    }

    get config() {
        const { labels, series, actions } = this.props.chart;
        return {
            type: "bar",
            data: { labels, datasets: this.datasets },
            options: {
                animation: false,
                maintainAspectRatio: false,
                interaction: { mode: "index", intersect: false },
                onClick: (_event, [bar]) => bar && this.props.open(actions[bar.index]),
                plugins: {
                    legend: { position: "bottom", labels: { boxWidth: 12 } },
                    tooltip: {
                        callbacks: {
                            label: ({ dataset, datasetIndex, dataIndex }) =>
                                `${dataset.label}: ${series[datasetIndex].texts[dataIndex]}`,
                        },
                    },
                },
                scales: {
                    x: { grid: { display: false } },
                    y: {
                        beginAtZero: true,
                        ticks: {
                            maxTicksLimit: 5,
                            callback: (value) =>
                                new Intl.NumberFormat(undefined, { notation: "compact" }).format(value),
                        },
                    },
                },
            },
        };
    }
}
