namespace GovLiaison.Common;

/// <summary>One permission inside one subtree.</summary>
public sealed record Grant(string Permission, DivisionPath Range);

/// <summary>Who acts: a person in a session with grants compiled from posts, or the system itself.</summary>
/// <param name="Kind"><c>staff</c>, <c>officer</c>, <c>resident</c>, <c>operator</c> (command line) or <c>system</c>.</param>
/// <param name="PersonId">Null for residents and the system.</param>
/// <param name="Session">Session or device the act came from, for the audit trail.</param>
/// <param name="Grants">Compiled at sign-in and on every change of posts.</param>
public sealed record Actor(string Kind, Guid? PersonId, string Session, IReadOnlyList<Grant> Grants)
{
    public static Actor System(string part) => new("system", null, part, [new Grant(Permissions.View, DivisionPath.Everything)]);

    public static Actor Operator(string session) =>
        new("operator", null, session, [.. new[] { Permissions.View, Permissions.ManageSystem, Permissions.ManageRights, Permissions.ReadAudit }
            .Select(permission => new Grant(permission, DivisionPath.Everything))]);

    public bool May(string permission, string path) =>
        Grants.Any(grant => string.Equals(grant.Permission, permission, StringComparison.Ordinal) && grant.Range.Contains(path));

    public bool May(string permission) => Grants.Any(grant => string.Equals(grant.Permission, permission, StringComparison.Ordinal));

    /// <summary>Null when allowed; NotFound when the place is outside every range; NotPermitted when only the right is missing.</summary>
    public Refusal? Require(string permission, string path) =>
        May(permission, path) ? null
        : Grants.Any(grant => grant.Range.Contains(path)) ? Refusal.NotPermitted
        : Refusal.NotFound;

    /// <summary>The subtrees in which the permission holds, none inside another.</summary>
    public IReadOnlyList<DivisionPath> Ranges(string permission)
    {
        var ranges = Grants.Where(grant => string.Equals(grant.Permission, permission, StringComparison.Ordinal))
            .Select(grant => grant.Range).Distinct().OrderBy(range => range.Value, StringComparer.Ordinal).ToList();
        return [.. ranges.Where(range => !ranges.Exists(other => other != range && other.Contains(range)))];
    }
}
