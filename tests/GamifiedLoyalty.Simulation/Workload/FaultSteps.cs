using GamifiedLoyalty.Simulation.Nodes;

namespace GamifiedLoyalty.Simulation.Workload;

/// <summary>Harms nodes, their store and their boards, and mends them again.</summary>
internal sealed class FaultSteps(World world)
{
    private const int UsualCommitFaults = (int)CommitFault.DieAfter + 1;

    private Random Random => world.Random;

    /// <summary>Something happens to the next commit of a node.</summary>
    public void NextCommit(Node node)
    {
        var fault = (CommitFault)Random.Next(UsualCommitFaults);
        var times = fault == CommitFault.ClaimMoved ? Random.Next(1, 7) : 1;
        for (var i = 0; i < times; i++)
        {
            node.Faults.Next(fault);
        }
    }

    public void Crash(Node node)
    {
        world.Count("fault crash");
        node.Kill();
        world.Settle();
    }

    public void Stop(Node node)
    {
        if (!node.Faults.IsHolding)
        {
            world.Count("fault stop");
            node.Stop();
            world.Settle();
        }
    }

    public void Restart()
    {
        foreach (var node in world.Nodes.Where(n => !n.IsUp))
        {
            world.Count("fault restart");
            node.Start();

            // What fell due while it was away posts at once.
            world.Settle();
        }
    }

    /// <summary>The node stands still, often in the middle of a commit, and comes back some steps later.</summary>
    public void Pause(Node node)
    {
        world.Count("fault pause");
        node.IsPaused = true;
    }

    public void Resume()
    {
        foreach (var node in world.Nodes.Where(n => n.IsPaused))
        {
            node.IsPaused = false;
        }

        Release();
    }

    /// <summary>Lets commits that are held go on, in any order.</summary>
    public void Release()
    {
        for (var holding = Holding(); holding.Count > 0; holding = Holding())
        {
            holding[Random.Next(holding.Count)].Faults.Release();
            world.Settle();
        }
    }

    public void StoreAway(Node node)
    {
        world.Count("fault store away");
        node.Faults.IsAway = true;
    }

    public void StoreAwayForAll()
    {
        world.Count("fault store away for all");
        foreach (var node in world.Nodes)
        {
            node.Faults.IsAway = true;
        }
    }

    public void StoreBack()
    {
        foreach (var node in world.Nodes)
        {
            node.Faults.IsAway = false;
            node.Faults.FailingReads = 0;
        }
    }

    public void FailReads(Node node)
    {
        world.Count("fault failing reads");
        node.Faults.FailingReads = Random.Next(1, 4);
    }

    public void WipeBoards(Node node)
    {
        world.Count("fault boards wiped");
        node.Boards.Wipe();
    }

    public void SlowBoards(Node node)
    {
        world.Count("fault boards slow");
        node.Boards.SlowDown();
    }

    public void StaleBoards(Node node)
    {
        world.Count("fault boards told old news");
        node.Boards.RepeatOldNews();
    }

    public void BreakBoards(Node node)
    {
        world.Count("fault boards break down");
        node.Boards.BreaksNext = true;
    }

    public void MendBoards()
    {
        foreach (var node in world.Nodes.Where(n => n.IsUp))
        {
            node.Boards.CatchUp();
        }
    }

    /// <summary>Nodes hear that others committed, or the hint is lost.</summary>
    public void Hint()
    {
        foreach (var node in world.Awake.Where(n => n.Engine!.Version < world.Model.Version))
        {
            if (Random.Next(3) == 0)
            {
                world.Count("fault hint lost");
            }
            else
            {
                node.Engine!.Follow();
            }
        }

        world.Settle();
    }

    /// <summary>Mends everything, lets everybody catch up, and lets all that is due post.</summary>
    public void MendAll()
    {
        StoreBack();
        Resume();
        foreach (var node in world.Nodes)
        {
            node.Faults.Forget();
            node.Boards.BreaksNext = false;
        }

        Restart();
        MendBoards();
        for (var round = 0; round < 3; round++)
        {
            // A node that could not post what was due tries again a little later.
            world.Time.Advance(TimeSpan.FromSeconds(2));
            foreach (var node in world.Nodes)
            {
                node.Engine!.Follow();
            }

            world.Settle();
        }
    }

    private List<Node> Holding() => [.. world.Nodes.Where(n => n is { IsUp: true, Faults.IsHolding: true })];
}
