"""A record set that was deleted can be created again.

AWS: Route 53 API Reference, ChangeResourceRecordSets: CREATE fails if the record set exists.
moto: fails too when the same CREATE was made before and any record of the zone sorts after it.
Here: what counts is whether the record set exists.
"""

from moto.route53.models import Route53Backend
from patching import replace


@replace(Route53Backend, "change_resource_record_sets")
def change_resource_record_sets(original, self, zoneid, change_list):
    """Forget that record sets which are gone were once created."""
    zone = self.get_hosted_zone(zoneid)
    there = {(record.name, record.type, record.set_identifier) for record in zone.rrsets}
    for change in change_list:
        record = change["ResourceRecordSet"]
        name = record["Name"].rstrip(".") + "."
        if (name, record["Type"], record.get("SetIdentifier")) in there:
            continue
        while change in zone.rr_changes:
            zone.rr_changes.remove(change)
    return original(self, zoneid, change_list)
