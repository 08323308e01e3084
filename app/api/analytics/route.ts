import { analyticsQueryInput, deliveryAnalytics } from "@/lib/contracts/analytics";
import { getDeliveryAnalytics } from "@/lib/server/analytics/get-delivery-analytics";
import { route } from "@/lib/server/route";

export const GET = route({
  params: analyticsQueryInput,
  output: deliveryAnalytics,
  handle: ({ viewer, params }) => getDeliveryAnalytics(viewer, params),
});
