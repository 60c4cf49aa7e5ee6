using GamifiedLoyalty.Domain;
using GamifiedLoyalty.Domain.Text;

namespace GamifiedLoyalty.Server.Api;

/// <summary>Checks ids that a route carries.</summary>
internal static class RouteIds
{
    /// <summary>422 when an id of the route breaks the rule, else null.</summary>
    public static IResult? Check(string id) => Ids.IsId(id) ? null : Problems.Faulty(new Fault("badId", FieldReader.IdRule));
}
