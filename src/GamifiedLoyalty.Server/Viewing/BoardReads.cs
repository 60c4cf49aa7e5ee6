using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Server.Api;

namespace GamifiedLoyalty.Server.Viewing;

/// <summary>Chooses which boards a caller of the API reads.</summary>
/// <param name="boards">The live boards, for managers.</param>
/// <param name="viewers">The boards that everybody else sees.</param>
internal sealed class BoardReads(ILiveBoards boards, ViewerBoards viewers)
{
    /// <summary>The boards that the caller may see.</summary>
    public IBoardReads For(HttpContext http) => http.Caller().MayManage(http.Engine().Program) ? boards : viewers;
}
